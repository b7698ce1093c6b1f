package org.sipverify.http.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.sipverify.http.Role;

/** What ends by the clock, and what is forgotten for want of room; the clock is the test's. */
class LimitsTest {
    private final AtomicLong clock = new AtomicLong(-5);
    private final WrongTokens wrong = new WrongTokens(new WrongTokens.Limit(5, Duration.ofMinutes(1), 3), clock::get);
    private final Token token = Token.of("ann", Role.READ, "svt_a");
    private final Sessions sessions =
            new Sessions(new Sessions.Limit(2, Duration.ofHours(12)), () -> new Tokens(List.of(token)), clock::get);

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    private void add(String address, int times) {
        for (var i = 0; i < times; i++) {
            wrong.add(address);
        }
    }

    @Test
    void thePauseIsAMinuteFromTheLastWrongToken() {
        add("192.0.2.1", 4);
        assertEquals(Duration.ZERO, wrong.pause("192.0.2.1"));

        add("192.0.2.1", 1);
        assertEquals(Duration.ofMinutes(1), wrong.pause("192.0.2.1"));
        assertEquals(Duration.ZERO, wrong.pause("192.0.2.2"));

        pass(Duration.ofSeconds(59));
        assertEquals(Duration.ofSeconds(1), wrong.pause("192.0.2.1"));

        pass(Duration.ofSeconds(1));
        assertEquals(Duration.ZERO, wrong.pause("192.0.2.1"));
        add("192.0.2.1", 1);
        assertEquals(Duration.ZERO, wrong.pause("192.0.2.1"), "it begins anew");
    }

    @Test
    void thoseOfAnEarlierMinuteDoNotCount() {
        add("192.0.2.1", 4);
        pass(Duration.ofMinutes(1));

        add("192.0.2.1", 4);

        assertEquals(Duration.ZERO, wrong.pause("192.0.2.1"));
    }

    @Test
    void addressesOfOneIpv6NetworkAreOne() {
        add("2001:db8:0:0:1:2:3:4", 4);
        add("2001:db8::5", 1);

        assertTrue(!wrong.pause("2001:db8::6").isZero());
        assertEquals(Duration.ZERO, wrong.pause("2001:db8:0:1::6"));
    }

    @Test
    void theTableHasALimit() {
        add("192.0.2.1", 5);
        for (var i = 2; i < 200; i++) {
            add("192.0.2." + i, 1);
        }

        assertEquals(3, wrong.addresses());
    }

    @Test
    void aSessionEndsAfterItsTime() {
        var secret = sessions.begin(token);
        pass(Duration.ofHours(12).minusNanos(1));
        assertEquals(token, sessions.find(secret).orElseThrow());

        pass(Duration.ofNanos(1));

        assertTrue(sessions.find(secret).isEmpty());
        assertEquals(0, sessions.size());
    }

    @Test
    void sessionsThatAreOverMakeRoom() {
        sessions.begin(token);
        sessions.begin(token);
        pass(Duration.ofHours(12));

        var first = sessions.begin(token);
        var second = sessions.begin(token);

        assertEquals(token, sessions.find(first).orElseThrow());
        assertEquals(token, sessions.find(second).orElseThrow());
    }
}
