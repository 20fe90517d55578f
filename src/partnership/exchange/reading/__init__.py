"""Networks from files that other tools wrote, to be measured without a ledger."""
