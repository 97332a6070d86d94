"""Invented contracts: drafted by hand in many styles, filled by a seed, with their gold values.

A draft is a text template under ``drafts/``. :func:`~tests.factories.contracts.draft.compose` fills
it with invented parties, sums and dates and returns the printed blocks and, from marks in the
same text, the gold values. ``docx_form``, ``pdf_form`` and ``scan_form`` print it. The authors of
the extraction rules do not write drafts, so that measurements on them are honest.
"""
