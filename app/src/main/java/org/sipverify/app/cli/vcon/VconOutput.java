package org.sipverify.app.cli.vcon;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.sipverify.vcon.show.Glyphs;
import org.sipverify.vcon.show.Terminal;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What the vCon commands print. */
final class VconOutput {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final CommandSpec spec;

    VconOutput(CommandSpec spec) {
        this.spec = spec;
    }

    void lines(List<String> lines) {
        lines.forEach(spec.commandLine().getOut()::println);
        spec.commandLine().getOut().flush();
    }

    void line(String line) {
        spec.commandLine().getOut().println(line);
    }

    /** Pretty-printed, or one line. */
    void json(Object value, boolean pretty) throws JsonProcessingException {
        var writer = pretty ? JSON.writerWithDefaultPrettyPrinter() : JSON.writer();
        line(Terminal.safeJson(writer.writeValueAsString(value)));
    }

    void complain(Object about, String what) {
        spec.commandLine().getOut().flush();
        spec.commandLine().getErr().println("sip-verify: " + Terminal.safe(about + ": " + what));
    }

    ParameterException mistake(String what) {
        return new ParameterException(spec.commandLine(), Terminal.safe(what));
    }

    /** Checked before anything is read, so that a mistyped name does not count as a broken file. */
    void mustExist(List<Path> paths) {
        for (var path : paths) {
            if (!Files.exists(path)) {
                throw mistake("no such file or directory: " + path);
            }
        }
    }

    static String reason(IOException problem) {
        return problem instanceof java.nio.file.AccessDeniedException
                ? "may not be read"
                : String.valueOf(problem.getMessage());
    }

    /** Unicode where standard output can carry it. */
    static Glyphs glyphs() {
        var name = System.getProperty("stdout.encoding", System.getProperty("sun.stdout.encoding", ""));
        var charset = name.isEmpty() ? Charset.defaultCharset() : Charset.forName(name);
        return charset.equals(StandardCharsets.UTF_8) ? Glyphs.UNICODE : Glyphs.ASCII;
    }
}
