"""The School's side: who has finished and has none yet, batches by decision, revoking, reissuing."""
