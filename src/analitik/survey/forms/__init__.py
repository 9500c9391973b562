"""Questionnaires and the answers tools export, read as one typed frame. How: docs/metode/kuesioner.md."""

from analitik.survey.forms.codebook import Choice, Codebook, Question
from analitik.survey.forms.responses import Responses, read_responses
from analitik.survey.forms.xlsform import codebook_from_sheets

__all__ = ["Choice", "Codebook", "Question", "Responses", "codebook_from_sheets", "read_responses"]
