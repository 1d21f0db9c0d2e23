"""How fast graders is, beside sympy, in one run on one machine.  Nothing is asserted; ratios are printed."""
