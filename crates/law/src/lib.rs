//! Rules of law as data: the working-day calendar and the periods counted on it.
