mod search;
mod start;
