"""Courses with their bookings, as they are kept and asked for."""

from services.opportunities.store.training.courses import (
    add_course,
    course,
    course_of,
    keep_course,
    look_at_course,
)
from services.opportunities.store.training.lists import coming_courses, directed_doctors, my_seats, open_registers
from services.opportunities.store.training.terms import refusal_terms, training_terms

__all__ = [
    "add_course",
    "coming_courses",
    "course",
    "course_of",
    "directed_doctors",
    "keep_course",
    "look_at_course",
    "my_seats",
    "open_registers",
    "refusal_terms",
    "training_terms",
]
