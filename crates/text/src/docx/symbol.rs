//! Characters given as a place in a symbol font (`w:sym`): boxes and ticks of forms.

use quick_xml::events::BytesStart;

use crate::xml::attribute;

/// The character people see, for the boxes and ticks that forms use; nothing for ornaments.
pub(crate) fn text(element: &BytesStart) -> &'static str {
    let font = attribute(element, "font").unwrap_or_default();
    let code = attribute(element, "char").and_then(|hex| u32::from_str_radix(&hex, 16).ok()).unwrap_or(0);
    // Symbol fonts sit in the private area F000–F0FF; some programs write the bare code.
    match (&*font, code & 0xff) {
        ("Wingdings", 0x6f | 0x71 | 0xa8) | ("Wingdings 2", 0x2a | 0xa3) => "□",
        ("Wingdings", 0xfe) | ("Wingdings 2", 0x52) => "☑",
        ("Wingdings", 0xfd) | ("Wingdings 2", 0x53 | 0x54) => "☒",
        ("Wingdings", 0xfc) | ("Wingdings 2", 0x50) => "√",
        ("Wingdings", 0xfb) | ("Wingdings 2", 0x4f) => "×",
        _ => "",
    }
}
