package org.sipverify.app.ops;

import java.lang.reflect.Proxy;

/**
 * Listens to the signals that service managers send. The JDK's own class for it has no supported name, so it is asked for
 * by reflection; where it is missing the server still runs and ends as the JVM does.
 */
public final class Signals {
    /** Runs the action, on a thread of the JVM, each time the signal comes; the name is without SIG. */
    public static boolean on(String signal, Runnable action) {
        try {
            var handlerType = Class.forName("sun.misc.SignalHandler");
            var signalType = Class.forName("sun.misc.Signal");
            var handler = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(), new Class<?>[] {handlerType}, (proxy, method, args) -> {
                        if (method.getName().equals("handle")) {
                            action.run();
                        }
                        return null;
                    });
            var which = signalType.getConstructor(String.class).newInstance(signal);
            signalType.getMethod("handle", signalType, handlerType).invoke(null, which, handler);
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    private Signals() {}
}
