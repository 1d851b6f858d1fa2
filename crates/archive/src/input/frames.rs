//! zstd, frame after frame: a file may hold several, as tools that pack in parallel write it.

use std::io::{self, BufRead, Read};

use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

/// The text of all frames of a zstd stream.
pub(crate) struct Frames<R: BufRead> {
    source: R,
    decoder: FrameDecoder,
    is_open: bool,
}

impl<R: BufRead> Frames<R> {
    /// Reads from the first frame on.
    pub(crate) fn new(source: R) -> Self {
        Self { source, decoder: FrameDecoder::new(), is_open: false }
    }

    /// Opens the next frame; false at the end of the file.
    fn open(&mut self) -> io::Result<bool> {
        use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
        while !self.source.fill_buf()?.is_empty() {
            match self.decoder.reset(&mut self.source) {
                Ok(()) => {
                    self.is_open = true;
                    return Ok(true);
                }
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                    length,
                    ..
                })) => {
                    io::copy(&mut (&mut self.source).take(u64::from(length)), &mut io::sink())?;
                }
                Err(error) => {
                    return Err(io::Error::new(io::ErrorKind::InvalidData, error.to_string()));
                }
            }
        }
        Ok(false)
    }
}

impl<R: BufRead> Read for Frames<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            if self.is_open {
                while self.decoder.can_collect() < out.len() && !self.decoder.is_finished() {
                    let wanted = BlockDecodingStrategy::UptoBytes(out.len());
                    self.decoder.decode_blocks(&mut self.source, wanted).map_err(|it| {
                        io::Error::new(io::ErrorKind::UnexpectedEof, it.to_string())
                    })?;
                }
                let n = self.decoder.read(out)?;
                if n > 0 || out.is_empty() {
                    return Ok(n);
                }
                self.is_open = false;
            }
            if !self.open()? {
                return Ok(0);
            }
        }
    }
}
