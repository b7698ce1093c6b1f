package org.sipverify.index;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sipverify.index.Calls.call;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexEditorTest {
    @TempDir
    private Path directory;

    @Test
    void aForgottenNumberIsInNoRowAndInNoFile() throws IOException {
        var file = directory.resolve("calls.db");
        try (var editor = IndexEditor.open(file)) {
            editor.add(IntStream.range(0, 300)
                    .mapToObj(i -> call(i, "+1555123456" + i % 10, "+4420794600" + i % 7))
                    .toList());
            editor.add(List.of(call(900, "+4930", "+3906"), call(901, "15551234563", "+3906")));
            assertTrue(everything().contains("15551234563"));

            assertEquals(31, editor.forget("+1 555 123 4563"));
            assertEquals(0, editor.forget("+15551234563"));
            assertFalse(everything().contains("15551234563"));
            assertFalse(everything().contains("36543215551"), "backwards");
        }
        assertEquals(271, new IndexReader(file).count());
    }

    private String everything() throws IOException {
        var all = new StringBuilder();
        try (var files = Files.list(directory)) {
            for (var file : files.toList()) {
                all.append(new String(Files.readAllBytes(file), ISO_8859_1));
            }
        }
        return all.toString();
    }

    @Test
    void whatIsThereAlreadyIsNotAdded() throws IOException {
        try (var editor = IndexEditor.open(directory.resolve("calls.db"))) {
            assertEquals(2, editor.add(List.of(call(1, "+1", "+2"), call(2, "+1", "+2"))));
            assertEquals(1, editor.add(List.of(call(1, "+1", "+2"), call(3, "+1", "+2"))));
        }
    }
}
