//! The elements of WordprocessingML that matter for text.

/// An element by its local name; prefixes differ between programs, names do not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tag {
    Paragraph,
    ParagraphProperties,
    ParagraphStyle,
    NumberList,
    NumberLevel,
    Run,
    RunProperties,
    Hidden,
    Text,
    Tab,
    Break,
    Hyphen,
    Symbol,
    FieldMark,
    Table,
    Row,
    RowProperties,
    GridBefore,
    GridAfter,
    Cell,
    Span,
    Merge,
    Deleted,
    Footnote,
    Picture,
    /// Content shown elsewhere, to old programs, or not any more.
    Dropped,
    Other,
}

impl Tag {
    pub(crate) fn of(local_name: &str) -> Self {
        match local_name {
            "p" => Self::Paragraph,
            "pPr" => Self::ParagraphProperties,
            "pStyle" => Self::ParagraphStyle,
            "numId" => Self::NumberList,
            "ilvl" => Self::NumberLevel,
            "r" => Self::Run,
            "rPr" => Self::RunProperties,
            "vanish" => Self::Hidden,
            "t" => Self::Text,
            "tab" | "ptab" => Self::Tab,
            "br" | "cr" => Self::Break,
            "noBreakHyphen" => Self::Hyphen,
            "sym" => Self::Symbol,
            "fldChar" => Self::FieldMark,
            "tbl" => Self::Table,
            "tr" => Self::Row,
            "trPr" => Self::RowProperties,
            "gridBefore" => Self::GridBefore,
            "gridAfter" => Self::GridAfter,
            "tc" => Self::Cell,
            "gridSpan" => Self::Span,
            "vMerge" | "hMerge" => Self::Merge,
            "del" => Self::Deleted,
            "footnoteReference" | "endnoteReference" => Self::Footnote,
            "blip" | "imagedata" => Self::Picture,
            // Fallback repeats Choice, rt is reading aid over a word, …Change holds formatting before a tracked change.
            "Fallback" | "moveFrom" | "rt" | "sdtPr" | "tblGrid" | "instrText" | "pPrChange" | "rPrChange"
            | "tblPrChange" | "tblPrExChange" | "trPrChange" | "tcPrChange" | "sectPrChange" | "numberingChange" => {
                Self::Dropped
            }
            _ => Self::Other,
        }
    }
}
