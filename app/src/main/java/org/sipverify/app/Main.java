package org.sipverify.app;

import java.util.Locale;

/** Where the program starts. */
public final class Main {
    /**
     * Runs one command and ends the process with its exit code. What it writes is protocols, files and English, so the
     * machine's language has no part in it: some have other digits, which no program would read again.
     */
    @SuppressWarnings(
            "SystemOut") // the version alone needs no command line, which takes longer to make than the JVM to start
    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT);
        if (args.length == 1 && (args[0].equals("--version") || args[0].equals("-V"))) {
            System.out.println(String.join(System.lineSeparator(), version()));
            System.exit(0);
        }
        System.exit(Commands.run(args));
    }

    static String[] version() {
        var built = Main.class.getPackage().getImplementationVersion();
        return new String[] {"sip-verify " + (built == null ? "(not packaged)" : built), "JDK " + Runtime.version()};
    }

    private Main() {}
}
