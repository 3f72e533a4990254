package tegum.cli.cluster;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/// What a process does about SIGTERM and Ctrl-C: at the first it ends in good order, at the second at once.
///
/// A shutdown hook would not do: the virtual machine ignores a second signal while hooks run. Its handlers of signals
/// are reached by reflection, because the compiler warns of their class.
public final class Signals {
    private static final int INTERRUPT = 2;
    private static final int TERMINATE = 15;
    private static final int SIGNALLED = 128;

    private final AtomicInteger received = new AtomicInteger();
    private final Runnable first;

    private Signals(Runnable first) {
        this.first = first;
    }

    /// From now on the process handles the two signals.
    ///
    /// @param first run at the first of them; must not block
    public static Signals handledBy(Runnable first) {
        Signals signals = new Signals(first);
        signals.handle("TERM", TERMINATE);
        signals.handle("INT", INTERRUPT);
        return signals;
    }

    /// The exit code that says which signal came first; 0 if none did.
    public int exitCode() {
        int signal = received.get();
        return signal == 0 ? 0 : SIGNALLED + signal;
    }

    private void handle(String name, int number) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object handling = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(),
                    new Class<?>[] {handler},
                    (proxy, method, arguments) -> switch (method.getName()) {
                        case "handle" -> {
                            came(number);
                            yield null;
                        }
                        case "equals" ->
                            arguments != null
                                    && System.identityHashCode(proxy) == System.identityHashCode(arguments[0]);
                        case "hashCode" -> number;
                        default -> name;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), handling);
        } catch (ReflectiveOperationException e) {
            if (e instanceof InvocationTargetException) {
                // Java was told by -Xrs to leave signals alone; then they end the process at once.
                return;
            }
            throw new IllegalStateException("this Java has no signals", e);
        }
    }

    private void came(int number) {
        if (received.compareAndSet(0, number)) {
            first.run();
        } else {
            Runtime.getRuntime().halt(SIGNALLED + number);
        }
    }
}
