//! What files become when they are read, told by behaviour.

mod csv;
mod docx;
mod fixtures;
mod hostile;
mod html;
mod pdf;
mod sheet;
mod sniff;
mod txt;
