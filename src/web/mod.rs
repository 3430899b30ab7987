//! The browser: the worker and its client, storage, files, and what Leptos does not offer.
//! Nothing here knows Leptos.

pub mod analyst;
pub mod arrivals;
pub mod asking;
pub mod audit;
pub mod blob_reader;
pub mod client;
pub mod clipboard;
pub mod clock;
pub mod codec;
pub mod field;
pub mod file;
pub mod indexed_db;
pub mod locale;
pub mod offline;
pub mod picture;
pub mod post;
pub mod private_files;
pub mod program;
pub mod recode;
pub mod schedule;
pub mod seed;
pub mod session_storage;
pub mod size;
pub mod storage;
pub mod tabs;
pub mod theme;
pub mod vault;
pub mod views;
pub mod wire;
pub mod worker;
