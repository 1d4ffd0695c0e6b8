"""One screen a module: each calls workflow, hands values down and takes messages up."""
