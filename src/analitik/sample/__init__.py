"""Data with a known answer: a country of invented prisons, its news, its complaints and its visitors' opinions.

Everything here is fiction made to measure: what a method should find is planted first and written down as ``truth/``;
the deliveries are then written as offices really get them. Every id begins with ``CONTOH-``.
"""
