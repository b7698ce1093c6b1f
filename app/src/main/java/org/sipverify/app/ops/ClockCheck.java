package org.sipverify.app.ops;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Whether the clock of this machine is synchronised: what the kernel says of it (adjtimex(2)), which timedatectl shows
 * whichever program sets it.
 */
public final class ClockCheck {
    /** What to do when it is not. */
    public static final String ADVICE =
            "run a time service (apt-get install chrony): a clock that is 30 s off makes every passport invalid";

    /** Empty where it cannot be known, as in a container. */
    public static Optional<Boolean> isSynchronised() {
        return output("timedatectl", "show", "--property=NTPSynchronized", "--value")
                .map("yes"::equals);
    }

    private static Optional<String> output(String... command) {
        try {
            var process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.exitValue() == 0 && !text.isEmpty() ? Optional.of(text) : Optional.empty();
        } catch (IOException e) { // there is no such program
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private ClockCheck() {}
}
