"""From a reference to findings: pure generators over the model, one file a rule, and the engine that runs them."""
