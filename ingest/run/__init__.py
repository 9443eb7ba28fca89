"""How files move: from what is offered, through reading, into the record and the ledger."""
