"""What a text does to the image of the institution: rules that a person can read, and a small linear model beside them."""

from analitik.news.sentiment.score import score_sentiment

__all__ = ["score_sentiment"]
