"""From grammar to events: predicates -> readings -> acts -> status -> events of the record."""
