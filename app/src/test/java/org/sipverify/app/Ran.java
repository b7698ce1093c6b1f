package org.sipverify.app;

import java.io.PrintWriter;
import java.io.StringWriter;

/** A command as a user runs it, and what it printed. */
public record Ran(int code, String out, String err) {
    public static Ran command(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        var line = Commands.lineFor(arguments);
        line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return new Ran(line.execute(arguments), out.toString(), err.toString());
    }
}
