package org.sipverify.app;

import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.provider.Arguments;

/**
 * Something that has cost other back-to-back user agents a bug, and the call that shows it.
 *
 * @param sentence what is right
 * @param policy of the number that is called, with CALLEE for the address where its callee listens, SERVER for that of the
 *     server and NOBODY for one where nothing listens
 * @param check what the scenarios cannot see themselves
 */
record Pitfall(String sentence, Side caller, Side callee, String policy, Consumer<BridgedCalls.Both> check) {
    static final String TARGET = "\"sip:{dest}@CALLEE\"";

    /**
     * One end of the call.
     *
     * @param scenario of scripts/sipp/bridge; empty where the call gets no further than the server
     */
    record Side(String scenario, UnaryOperator<Sipp> prepared) {
        boolean isThere() {
            return !scenario.isEmpty();
        }
    }

    static Pitfall of(String sentence, String caller, String callee) {
        return new Pitfall(
                sentence,
                new Side(caller, sipp -> sipp),
                new Side(callee, sipp -> sipp),
                "destination-template = " + TARGET,
                both -> {});
    }

    /** The callee is not reached. */
    static Pitfall of(String sentence, String caller) {
        return of(sentence, caller, "");
    }

    Pitfall caller(UnaryOperator<Sipp> prepared) {
        return new Pitfall(sentence, new Side(caller.scenario(), prepared), callee, policy, check);
    }

    Pitfall callee(UnaryOperator<Sipp> prepared) {
        return new Pitfall(sentence, caller, new Side(callee.scenario(), prepared), policy, check);
    }

    /** With these targets instead of the one. */
    Pitfall targets(String... templates) {
        return new Pitfall(
                sentence, caller, callee, "destination-template = [" + String.join(", ", templates) + "]", check);
    }

    /** With more keys in the policy. */
    Pitfall policy(String more) {
        return new Pitfall(sentence, caller, callee, policy + ", " + more, check);
    }

    Pitfall check(Consumer<BridgedCalls.Both> more) {
        return new Pitfall(sentence, caller, callee, policy, more);
    }

    Arguments named(int index) {
        return argumentSet(sentence, index, this);
    }
}
