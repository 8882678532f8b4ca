//! Pairs of neighbouring characters with their places, by which every phrase of two characters or more is found exactly;
//! and single characters.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// Reads a text in one form as runs of `N` neighbouring characters of a line.
#[derive(Clone, Default)]
pub(crate) struct Runs<const N: usize> {
    token: Token,
}

pub(crate) struct Stream<'a, const N: usize> {
    text: &'a str,
    at: usize,
    token: &'a mut Token,
}

impl<const N: usize> Tokenizer for Runs<N> {
    type TokenStream<'a> = Stream<'a, N>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream<'a, N> {
        self.token.reset();
        Stream { text, at: 0, token: &mut self.token }
    }
}

impl<const N: usize> TokenStream for Stream<'_, N> {
    fn advance(&mut self) -> bool {
        loop {
            let rest = &self.text[self.at..];
            let Some((begin, first)) = rest.char_indices().find(|(_, c)| !c.is_whitespace()) else { return false };
            let end = begin + first.len_utf8();
            self.token.offset_from = self.at + begin;
            self.token.text.clear();
            self.token.text.push(first);
            self.at += end;
            // The next line is one place further, so that no phrase reaches over it.
            let lines = rest[..begin].contains('\n');
            self.token.position = self.token.position.wrapping_add(if lines { 2 } else { 1 });
            let more = rest[end..].char_indices().filter(|(_, c)| *c != ' ').take_while(|(_, c)| *c != '\n');
            self.token.offset_to = self.at;
            for (at, c) in more.take(N - 1) {
                self.token.text.push(c);
                self.token.offset_to = self.at + at + c.len_utf8();
            }
            if self.token.text.chars().count() == N {
                return true;
            }
        }
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

/// The pairs of a phrase with their places from its beginning: as few as fix every character. A single character has none.
pub(crate) fn covering(phrase: &str) -> Vec<(usize, String)> {
    let chars: Vec<char> = phrase.chars().filter(|c| *c != ' ').collect();
    let Some(last) = chars.len().checked_sub(2) else { return Vec::new() };
    let mut places: Vec<usize> = (0..=last).step_by(2).collect();
    if places.last() != Some(&last) {
        places.push(last);
    }
    places.into_iter().map(|at| (at, chars[at..at + 2].iter().collect())).collect()
}

/// The different runs of `n` letters or digits of some texts.
pub(crate) fn telling<'a>(texts: impl IntoIterator<Item = &'a str>, n: usize) -> Vec<String> {
    let mut told: Vec<String> = Vec::new();
    for line in texts.into_iter().flat_map(|text| text.split('\n')) {
        let chars: Vec<char> = line.chars().filter(|c| *c != ' ').collect();
        for run in chars.windows(n).filter(|run| run.iter().all(|c| c.is_alphanumeric())) {
            let run: String = run.iter().collect();
            if !told.contains(&run) {
                told.push(run);
            }
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read<const N: usize>(text: &str) -> String {
        let mut runs = Runs::<N>::default();
        let mut stream = runs.token_stream(text);
        let mut read = String::new();
        while stream.advance() {
            let token = stream.token();
            assert!(text.get(token.offset_from..token.offset_to).is_some());
            read.push_str(&format!("{}{} ", token.position, token.text));
        }
        read
    }

    #[test]
    fn runs_do_not_reach_over_lines() {
        assert_eq!(read::<2>("政务公\na1 b\n"), "0政务 1务公 4a1 51b ");
        assert_eq!(read::<1>("政务\n公\n"), "0政 1务 3公 ");
        assert_eq!(read::<2>(""), "");
    }

    #[test]
    fn a_phrase_is_fixed_by_every_second_pair() {
        let of = |phrase| covering(phrase).into_iter().map(|(at, gram)| format!("{at}{gram}")).collect::<Vec<_>>();
        assert_eq!(of("政务公开"), ["0政务", "2公开"]);
        assert_eq!(of("依申请"), ["0依申", "1申请"]);
        assert!(of("政").is_empty());
    }

    #[test]
    fn signs_tell_nothing() {
        assert_eq!(telling(["公开、申请", "公开"], 2), ["公开", "申请"]);
        assert_eq!(telling(["公开"], 1), ["公", "开"]);
    }
}
