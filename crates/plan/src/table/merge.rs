//! Merged cells: which rows the one printed value of a merged cell covers.

use std::ops::Range;

/// For each row of `region`, the row whose value it shows; `None` where the value is above the region.
///
/// A merged cell is printed either in its first row (word processors) or in its middle row (page recognition). The
/// first row of the region tells: when it is empty and the middle of the region is not, values are centred.
pub(crate) fn spread(filled: &[usize], region: Range<usize>, continues: bool) -> Vec<Option<usize>> {
    let Some(&first) = filled.first() else { return vec![None; region.len()] };
    if first > region.start
        && let Some(ends) = centred(filled, &region)
    {
        return ends_to_rows(filled, &ends, &region);
    }
    region
        .map(|row| match filled.partition_point(|&at| at <= row) {
            0 if continues => None,
            0 => Some(first),
            after => Some(filled[after - 1]),
        })
        .collect()
}

/// Last row of each group when every value stands in the middle of its group; `None` when they do not fit.
pub(crate) fn centred(filled: &[usize], region: &Range<usize>) -> Option<Vec<usize>> {
    let mut ends = Vec::with_capacity(filled.len());
    let mut start = region.start;
    for (index, &at) in filled.iter().enumerate() {
        let limit = filled.get(index + 1).map_or(region.end, |&next| next);
        let end = at + at.checked_sub(start)?;
        let last = index + 1 == filled.len();
        // A group of even size has two middle rows.
        if last {
            let slack = (end + 1).abs_diff(region.end);
            if slack > 1 {
                return None;
            }
            ends.push(region.end - 1);
        } else {
            ends.push(end.min(limit.saturating_sub(1)));
            start = ends[index] + 1;
        }
    }
    Some(ends)
}

fn ends_to_rows(filled: &[usize], ends: &[usize], region: &Range<usize>) -> Vec<Option<usize>> {
    region.clone().map(|row| filled.get(ends.partition_point(|&end| end < row)).copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_in_the_first_row_covers_the_rows_below() {
        assert_eq!(spread(&[0, 2], 0..4, false), [Some(0), Some(0), Some(2), Some(2)]);
    }

    #[test]
    fn a_value_in_the_middle_row_covers_both_sides() {
        assert_eq!(spread(&[1], 0..3, false), [Some(1); 3]);
        assert_eq!(spread(&[1, 4], 0..7, false), [Some(1), Some(1), Some(1), Some(4), Some(4), Some(4), Some(4)]);
    }

    #[test]
    fn rows_before_the_first_value_belong_to_the_page_above() {
        assert_eq!(spread(&[1], 0..6, true), [None, Some(1), Some(1), Some(1), Some(1), Some(1)]);
        assert_eq!(spread(&[], 0..2, true), [None, None]);
    }
}
