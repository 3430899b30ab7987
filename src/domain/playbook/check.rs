//! What is wrong with a playbook, and where.
