//! Native tests, one binary: the engine against independent figures, invariants, bad input,
//! and the rules of the house.

mod against_slow_ways;
mod any_file;
mod asked;
#[path = "../shared/bits.rs"]
mod bits;
#[path = "../shared/cells.rs"]
mod cells;
mod check_values;
mod codec;
mod columns;
mod comparisons;
mod contexts;
mod exchange;
mod expected;
mod first_look;
mod groups;
mod handout;
mod handout_text;
mod hostile;
mod hosting;
mod invariants;
mod isolated;
mod json;
mod json_at_random;
mod keeper;
mod lab;
mod learnt;
mod learnt_again;
mod learnt_joined;
mod learnt_limits;
mod learnt_scoped;
mod marks;
mod markup;
mod oracle;
mod personal;
mod plain_files;
mod playbooks;
mod populations;
mod refused;
mod reproducible;
mod rules;
mod scopes;
mod segments;
#[path = "../shared/store_contract.rs"]
mod store_contract;
mod stored;
mod stores;
mod studies;
mod studies_of_the_sample;
mod tidy;
mod touch_pages;
mod touchpoints;
mod what_if;
mod why;
mod windows;
mod workbench;
mod written_again;
mod zones;
