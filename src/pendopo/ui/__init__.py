"""The design system: base pages, components, style sheet, tags and charts.

It knows nothing of cases, votes or indicators: rooms hand it words and numbers.
"""
