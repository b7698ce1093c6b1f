package org.sipverify.formats.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IoFailureTest {
    @ParameterizedTest
    @MethodSource
    void namesNoClass(Exception failure, String text) {
        assertEquals(text, IoFailure.text(failure));
    }

    static Stream<Arguments> namesNoClass() {
        return Stream.of(
                argumentSet("no file", new NoSuchFileException("/a"), "/a: does not exist"),
                argumentSet("not allowed", new AccessDeniedException("/a"), "/a: permission denied"),
                argumentSet("there already", new FileAlreadyExistsException("/a"), "/a: exists already"),
                argumentSet(
                        "a full disk",
                        new FileSystemException("/a", null, "No space left on device"),
                        "/a: No space left on device"),
                argumentSet("a message", new IOException("Connection reset"), "Connection reset"),
                argumentSet(
                        "a wrapped one", new UncheckedIOException(new NoSuchFileException("/a")), "/a: does not exist"),
                argumentSet("no message", new ClosedChannelException(), "closed channel"));
    }
}
