package org.sipverify.app.cli.vcon;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.sipverify.app.Ran;
import org.sipverify.testkit.VconSamples;

/** A store with three calls, and the commands that read it. */
abstract class StoredCalls {
    static final String REDIRECTED = "01a1f86a-a0e0-8001-ab7f-8b4ea1b84909";
    static final String ANSWERED = "01a1f866-0d78-8001-ab7f-8b4ea1b84909";

    @TempDir
    Path store;

    Path redirected;
    String out;
    String err;

    /** A store as the server keeps it, one of three packed, beside what is no vCon. */
    @BeforeEach
    void keepThreeCalls() throws Exception {
        var day = Files.createDirectories(store.resolve("2026/11/20"));
        redirected = Files.write(day.resolve(REDIRECTED + ".vcon"), VconSamples.bytes("redirected-call"));
        Files.write(day.resolve("01a1f86f-36b4-8001-ab7f-8b4ea1b84909.vcon"), VconSamples.bytes("cancelled-call"));
        try (var packed = new GZIPOutputStream(Files.newOutputStream(day.resolve(ANSWERED + ".vcon.gz")))) {
            packed.write(VconSamples.bytes("answered-b2bua-call"));
        }
        Files.writeString(day.resolve(".journal.vcon"), "no JSON");
        Files.writeString(day.resolve(ANSWERED + ".vcon.tmp"), "no JSON");
        Files.writeString(
                Files.createDirectories(store.resolve(".ack/archive/2026/11/20"))
                        .resolve(REDIRECTED),
                "");
    }

    int run(String... arguments) {
        var ran = Ran.command(
                Stream.concat(Stream.of("vcon"), Stream.of(arguments)).toArray(String[]::new));
        out = ran.out();
        err = ran.err();
        return ran.code();
    }
}
