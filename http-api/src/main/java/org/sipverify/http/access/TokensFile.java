package org.sipverify.http.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.typesafe.config.ConfigException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.sipverify.formats.file.PrivateFiles;

/** The file with the tokens, as a person changes it who makes one. */
public record TokensFile(Path path) {
    private static final String HEADING = """
            # Who may use the HTTP API: NAME ROLE SHA256, one a line. A line that is deleted is no longer valid at once.
            # "sip-verify token NAME --role watch|read|operate" adds one.
            """;

    /**
     * Adds a token. A file that is there keeps its owner and mode; a new one is for this user and its group, as the umask
     * allows. The line is written at once, so that a server never reads half of it.
     *
     * @throws ConfigException when the file has a mistake, or a token of this name
     */
    public void add(Token token) throws IOException {
        if (!Files.exists(path)) {
            PrivateFiles.replaced(path, PrivateFiles.Readers.GROUP).close();
        }
        try (var file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
                var unused = file.lock()) {
            var text = Files.readString(path, UTF_8);
            var known = Tokens.parse(path, text).all();
            if (known.stream().anyMatch(it -> it.name().equals(token.name()))) {
                throw new ConfigException.Generic(path + ": has a token named " + token.name()
                        + ": choose another name, or delete its line first");
            }
            if (known.size() == Tokens.MOST) {
                throw new ConfigException.Generic(path + ": has " + Tokens.MOST + " tokens: delete one first");
            }
            var before = text.isEmpty() ? HEADING : text.endsWith("\n") ? "" : "\n";
            file.position(file.size());
            var line = ByteBuffer.wrap((before + token.line() + "\n").getBytes(UTF_8));
            while (line.hasRemaining()) {
                file.write(line);
            }
            file.force(true);
        }
    }
}
