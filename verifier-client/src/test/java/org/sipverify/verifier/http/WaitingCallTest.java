package org.sipverify.verifier.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sipverify.verifier.Samples.CALL;
import static org.sipverify.verifier.Samples.JWT;
import static org.sipverify.verifier.Samples.config;
import static org.sipverify.verifier.Samples.credentials;
import static org.sipverify.verifier.http.Runtimes.SHARED;

import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sipverify.verifier.Verifier;

/** What a call holds while the verifier thinks about it; a slow verifier has thousands of them. */
class WaitingCallTest {
    private static final int CALLS = 200;
    private static final long MOST = 10_000;

    private final List<Socket> questions = new ArrayList<>();

    @Test
    void holdsLittleMemory() throws Exception {
        try (var silent = new ServerSocket(0, CALLS, InetAddress.getLoopbackAddress())) {
            var http = config("timeout = 10m, url = \"http://127.0.0.1:" + silent.getLocalPort() + "\"")
                    .http()
                    .orElseThrow();
            var verifier = new HttpVerifier(http, SHARED);
            wait(verifier, silent); // loads the classes
            long before = used();

            for (int i = 0; i < CALLS; i++) {
                wait(verifier, silent);
            }

            long each = (used() - before) / CALLS;
            assertTrue(each < MOST, "a waiting call holds " + each + " bytes of heap");
        } finally {
            for (var question : questions) {
                question.close();
            }
        }
    }

    /** The question is sent in one write, so with its first octet here its call has nothing left but to wait. */
    private void wait(Verifier verifier, ServerSocket silent) throws Exception {
        verifier.verify(credentials(JWT), CALL, verification -> {});
        var question = silent.accept();
        questions.add(question);
        assertEquals('P', question.getInputStream().read());
    }

    private static long used() {
        var memory = ManagementFactory.getMemoryMXBean();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            memory.gc();
            least = Math.min(least, memory.getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}
