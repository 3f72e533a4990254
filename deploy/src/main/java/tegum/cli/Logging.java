package tegum.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/// Where the program's log goes: into the store that it works on, so that a run and its log stay together.
final class Logging {
    private static final String PATTERN = "%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z',UTC} %-5level %logger{0} %msg%n";

    /// The log of what a person should know at once, such as a kernel that runs far too slowly.
    private static final String ADVICE = "tegum.advice";

    private static final String ADVICE_PATTERN = "tegum: %msg%n";
    private static final String LARGEST_FILE = "10MB";
    private static final int OLD_FILES = 3;

    private Logging() {}

    /// Appends to `logs/tegum.log` of the store from now on; state changes and warnings.
    ///
    /// @param toTerminal whether standard error shows the log as well
    static void into(Path store, boolean toTerminal) {
        LoggerContext context = begun();
        context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)
                .addAppender(file(context, store.resolve("logs").resolve("tegum.log")));
        show(context, toTerminal);
    }

    /// Shows state changes and warnings on standard error, or advice alone; there is no file.
    static void toTerminal(boolean all) {
        show(begun(), all);
    }

    private static LoggerContext begun() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(Level.INFO);
        context.getLogger("akka").setLevel(Level.WARN);
        // That a coordinator is looked for, and that connections end when nodes go, the nodes say themselves.
        context.getLogger("akka.cluster.Cluster").setLevel(Level.ERROR);
        context.getLogger("akka.stream").setLevel(Level.ERROR);
        context.getLogger("org.nd4j").setLevel(Level.WARN);
        return context;
    }

    private static void show(LoggerContext context, boolean all) {
        if (all) {
            context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(console(context, PATTERN));
        } else {
            context.getLogger(ADVICE).addAppender(console(context, ADVICE_PATTERN));
        }
    }

    private static ConsoleAppender<ILoggingEvent> console(LoggerContext context, String pattern) {
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setTarget("System.err");
        console.setEncoder(encoder(context, pattern));
        console.start();
        return console;
    }

    private static RollingFileAppender<ILoggingEvent> file(LoggerContext context, Path path) {
        RollingFileAppender<ILoggingEvent> file = new RollingFileAppender<>();
        file.setContext(context);
        file.setFile(path.toString());
        file.setEncoder(encoder(context, PATTERN));
        FixedWindowRollingPolicy rolling = new FixedWindowRollingPolicy();
        rolling.setContext(context);
        rolling.setParent(file);
        rolling.setFileNamePattern(path + ".%i");
        rolling.setMinIndex(1);
        rolling.setMaxIndex(OLD_FILES);
        rolling.start();
        SizeBasedTriggeringPolicy<ILoggingEvent> trigger = new SizeBasedTriggeringPolicy<>();
        trigger.setContext(context);
        trigger.setMaxFileSize(FileSize.valueOf(LARGEST_FILE));
        trigger.start();
        file.setRollingPolicy(rolling);
        file.setTriggeringPolicy(trigger);
        file.start();
        return file;
    }

    private static PatternLayoutEncoder encoder(LoggerContext context, String pattern) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(pattern);
        encoder.start();
        return encoder;
    }
}
