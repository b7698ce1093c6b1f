package org.sipverify.verifier.http;

/** The event loops of all tests: daemon threads, which live as long as the JVM. */
public final class Runtimes {
    public static final HttpRuntime SHARED = HttpRuntime.ofOwn(2).runtime();

    private Runtimes() {}
}
