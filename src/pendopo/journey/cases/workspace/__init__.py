"""The officer's workspace: who handles a case, saved filters, mentions, inner questions, the field."""
