"""The rewritings, family by family; each says from what studies of students' mistakes it is drawn."""
