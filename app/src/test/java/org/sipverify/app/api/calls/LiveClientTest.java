package org.sipverify.app.api.calls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.sipverify.app.api.calls.LiveClient.State;
import org.sipverify.http.Outlet;

class LiveClientTest {
    private static final long SECOND = 1_000_000_000;

    private final LiveEvents events = new LiveEvents("run", 10);
    private final Connection connection = new Connection();
    private long now = 100 * SECOND;

    /** A client's connection, which takes what it is told to take. */
    private static final class Connection implements Outlet {
        private final StringBuilder received = new StringBuilder();
        private boolean ready = true;
        private boolean stalled;
        private boolean allowed = true;
        private boolean open = true;

        @Override
        public boolean isReady() {
            return ready;
        }

        @Override
        public void send(byte[] octets) {
            received.append(new String(octets, UTF_8));
        }

        @Override
        public boolean isStalled() {
            return stalled;
        }

        @Override
        public boolean isAllowed() {
            return allowed;
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public void close() {
            open = false;
        }

        String take() {
            var all = received.toString();
            received.setLength(0);
            return all;
        }
    }

    private LiveClient client(long next) {
        var client = new LiveClient(connection, RowsSeen.WHOLE, next, 0, now);
        assertEquals(State.WATCHES, client.step(events, 0, now));
        return client;
    }

    private void add(int calls) {
        for (int i = 0; i < calls; i++) {
            events.add(SampleCalls.to("+1415555010" + i));
        }
    }

    private static long count(String text, String part) {
        return text.split(part, -1).length - 1L;
    }

    @Test
    void aCallIsAnEventWithAnIdThatCanBeComeBackTo() {
        var client = client(events.next());
        assertTrue(connection.take().startsWith(": "));
        add(2);
        client.step(events, 0, now);

        var text = connection.take();
        assertTrue(text.startsWith("id: run-0\nevent: call\ndata: {\"time\":"), text);
        assertTrue(text.contains("\n\nid: run-1\n"), text);
        assertTrue(text.endsWith("}\n\n"), text);
        assertEquals(1, events.after("run-0"));
        assertEquals(0, events.after("other-5"));
        assertEquals(0, events.after("run-x"));
        assertEquals(2, events.after("run-99"));
    }

    @Test
    void whoComesBackGetsWhatIsKeptAndHearsHowManyAreNot() {
        add(25);
        client(events.after("run-4"));

        var text = connection.take();
        assertEquals(10, count(text, "event: call"), text);
        assertTrue(text.contains("id: run-15\n"), text);
        assertTrue(text.contains("event: left_out\ndata: {\"calls\":10}\n\n"), text);
    }

    @Test
    void callsThatAreLeftOutAreReportedOnceASecond() {
        var client = client(events.next());
        connection.take();
        client.step(events, 3, now);
        client.step(events, 5, now + SECOND / 2);
        assertEquals(1, count(connection.take(), "left_out"));

        client.step(events, 7, now + SECOND);
        assertEquals("event: left_out\ndata: {\"calls\":4}\n\n", connection.take());
    }

    @Test
    void nothingIsSentWhileTheConnectionIsBusyAndNothingIsLostByThat() {
        var client = client(events.next());
        connection.take();
        connection.ready = false;
        add(3);
        assertEquals(State.WATCHES, client.step(events, 0, now));
        assertEquals("", connection.take());

        connection.ready = true;
        client.step(events, 0, now);
        assertEquals(3, count(connection.take(), "event: call"));
    }

    @Test
    void whoDoesNotTakeWhatIsSentIsDropped() {
        var client = client(events.next());
        connection.stalled = true;

        assertEquals(State.DROPPED, client.step(events, 0, now));
        assertFalse(connection.open);
    }

    @Test
    void aSilentStreamHasABeatAndEndsWithTheTokenOfItsCaller() {
        var client = client(events.next());
        connection.take();
        now += LiveClient.BEAT;
        client.step(events, 0, now);
        assertEquals(":\n\n", connection.take());

        connection.allowed = false;
        assertEquals(State.WATCHES, client.step(events, 0, now + SECOND));
        assertEquals(State.GONE, client.step(events, 0, now + LiveClient.BEAT));
        assertFalse(connection.open);
    }
}
