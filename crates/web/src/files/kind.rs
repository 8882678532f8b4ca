//! Which sorts of file are kept: told by their content, and the name must agree.

/// A sort of file: extensions, media type, and the media types its content may be recognised as.
struct Kind {
    extensions: &'static [&'static str],
    media_type: &'static str,
    /// Empty: plain text, which has no mark of its own.
    content: &'static [&'static str],
}

const ZIP: &[&str] = &[
    "application/zip",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
];
const OLE: &[&str] =
    &["application/x-ole-storage", "application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint"];

/// What offices send as evidence. Nothing that a browser or a computer runs.
const KINDS: &[Kind] = &[
    Kind { extensions: &["pdf"], media_type: "application/pdf", content: &["application/pdf"] },
    Kind { extensions: &["docx"], media_type: ZIP[1], content: ZIP },
    Kind { extensions: &["xlsx"], media_type: ZIP[2], content: ZIP },
    Kind { extensions: &["pptx"], media_type: ZIP[3], content: ZIP },
    Kind { extensions: &["ofd"], media_type: "application/ofd", content: ZIP },
    Kind { extensions: &["zip"], media_type: "application/zip", content: ZIP },
    Kind { extensions: &["doc", "wps"], media_type: OLE[1], content: OLE },
    Kind { extensions: &["xls", "et"], media_type: OLE[2], content: OLE },
    Kind { extensions: &["ppt", "dps"], media_type: OLE[3], content: OLE },
    Kind { extensions: &["jpg", "jpeg"], media_type: "image/jpeg", content: &["image/jpeg"] },
    Kind { extensions: &["png"], media_type: "image/png", content: &["image/png"] },
    Kind { extensions: &["gif"], media_type: "image/gif", content: &["image/gif"] },
    Kind { extensions: &["webp"], media_type: "image/webp", content: &["image/webp"] },
    Kind { extensions: &["bmp"], media_type: "image/bmp", content: &["image/bmp"] },
    Kind { extensions: &["tif", "tiff"], media_type: "image/tiff", content: &["image/tiff"] },
    Kind { extensions: &["mp3"], media_type: "audio/mpeg", content: &["audio/mpeg"] },
    Kind { extensions: &["mp4"], media_type: "video/mp4", content: &["video/mp4"] },
    Kind { extensions: &["txt"], media_type: "text/plain; charset=utf-8", content: &[] },
    Kind { extensions: &["csv"], media_type: "text/csv; charset=utf-8", content: &[] },
];

/// What a file input offers to choose from.
pub fn accepted() -> String {
    let all = KINDS.iter().flat_map(|kind| kind.extensions).map(|extension| format!(".{extension}"));
    all.collect::<Vec<_>>().join(",")
}

/// The media type of a file that may be kept; otherwise the sentence that says why not.
pub(super) fn media_type(name: &str, bytes: &[u8]) -> Result<&'static str, String> {
    let extension = name.rsplit_once('.').map(|(_, last)| last.to_lowercase()).unwrap_or_default();
    let kind = KINDS.iter().find(|kind| kind.extensions.contains(&extension.as_str()));
    let Some(kind) = kind else {
        let named =
            if extension.is_empty() { "没有扩展名".to_owned() } else { format!("是 .{extension} 文件") };
        return Err(format!("“{name}”{named}，不能接收。请换成 PDF、Word、Excel、图片等常用格式。"));
    };
    let found = infer::get(bytes).map(|found| found.mime_type());
    let agrees = match found {
        Some(found) => kind.content.contains(&found),
        None => kind.content.is_empty() && !bytes.contains(&0),
    };
    if agrees {
        Ok(kind.media_type)
    } else {
        Err(format!("“{name}”的内容和扩展名不一致，不能接收。请核对文件。"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_its_content_says() {
        let compound = [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice(), &[0; 600]].concat();
        assert_eq!(media_type("通知.wps", &compound), Ok("application/msword"));
        assert_eq!(media_type("通知.pdf", b"%PDF-1.7\n"), Ok("application/pdf"));
        assert_eq!(media_type("照片.JPG", b"\xff\xd8\xff\xe0\x00\x10JFIF"), Ok("image/jpeg"));
        assert_eq!(media_type("说明.txt", "开了会".as_bytes()), Ok("text/plain; charset=utf-8"));
        for (name, bytes) in [
            ("通知.pdf", b"MZ\x90\x00".as_slice()),
            ("照片.png", b"\xff\xd8\xff\xe0\x00\x10JFIF"),
            ("说明.txt", b"a\x00b"),
            ("说明.txt", b"%PDF-1.7\n"),
            ("说明.txt", b"<!DOCTYPE html><html></html>"),
        ] {
            assert!(media_type(name, bytes).unwrap_err().contains("不一致"), "{name}");
        }
        assert!(media_type("a.exe", b"MZ").unwrap_err().contains(".exe"));
        assert!(media_type("a.svg", b"<svg/>").is_err());
        assert!(media_type("readme", b"x").unwrap_err().contains("没有扩展名"));
    }
}
