//! Studies beside the credit: figures of two groups of journeys, of money, and of groups by channel.

pub mod proportion;

pub mod amounts;

pub mod compared;

pub mod balance;

pub mod uplift;

pub mod budget;

pub mod difference;

pub mod play_matrix;

mod written;
