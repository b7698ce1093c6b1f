package org.sipverify.app;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipverify.sip.admission.AdmissionConfig;
import org.sipverify.sip.dns.DnsConfig;
import org.sipverify.sip.guard.HeaderIndex;
import org.sipverify.sip.tls.TlsConfig;
import org.sipverify.sip.transport.Transport;
import org.sipverify.sip.transport.TransportLimits;
import org.sipverify.sip.transport.TransportMeter;

/** Leaves that do not know each other, one trunk that joins them, and an owner for every third-party library. */
class ArchitectureTest {
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.sipverify")
            .that(resideOutsideOfPackage("org.sipverify.testkit.."));

    private static final String[] VCON_TOOLS = {
        "org.sipverify.vcon.read..", "org.sipverify.vcon.show..", "org.sipverify.vcon.validate.."
    };

    @Test
    void theLeavesDoNotKnowEachOther() {
        slices().matching("org.sipverify.(sip|verifier|policy|vcon|http|index)..")
                .should()
                .notDependOnEachOther()
                .check(HOUSE);
    }

    @Test
    void noMainCodeKnowsTheTestkit() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.sipverify.testkit..")
                .check(HOUSE);
    }

    @Test
    void theFormatsImportNothingOfTheOtherModules() {
        noClasses()
                .that()
                .resideInAPackage("org.sipverify.formats..")
                .should()
                .dependOnClassesThat(resideInAPackage("org.sipverify..")
                        .and(DescribedPredicate.not(resideInAPackage("org.sipverify.formats.."))))
                .check(HOUSE);
    }

    /** What one module uses belongs there. A class that other formats are made of is used by those who use them. */
    @Test
    void twoModulesUseEachOfTheFormats() {
        var oneUser = HOUSE.stream()
                .filter(type -> isFormat(type) && type.isTopLevelClass())
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(type -> users(type, new HashSet<>()).size() < 2)
                .map(JavaClass::getName)
                .toList();

        assertEquals(List.of(), oneUser);
    }

    private static Set<String> users(JavaClass format, Set<JavaClass> seen) {
        var users = new HashSet<String>();
        for (var dependency : format.getDirectDependenciesToSelf()) {
            var user = dependency.getOriginClass();
            if (!isFormat(user)) {
                users.add(module(user));
            } else if (seen.add(user)) {
                users.addAll(users(user, seen));
            }
        }
        return users;
    }

    private static boolean isFormat(JavaClass type) {
        return type.getPackageName().startsWith("org.sipverify.formats.");
    }

    private static String module(JavaClass type) {
        var room = type.getPackageName();
        if (Stream.of(VCON_TOOLS).anyMatch(tool -> (room + "..").startsWith(tool))) {
            return "vcon-tools";
        }
        return room.startsWith("org.sipverify.vcon.form")
                ? "vcon-form"
                : room.replaceAll("org\\.sipverify\\.(\\w+).*", "$1");
    }

    /** No threads, sockets, clocks or logging, so that even the policy may use them. */
    @Test
    void theFormatsArePure() {
        noClasses()
                .that()
                .resideInAPackage("org.sipverify.formats..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net..", "java.util.concurrent..", "org.apache.logging..", "org.slf4j..")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.lang\\.Thread|java\\.time\\.(Clock|InstantSource)")
                .check(HOUSE);
    }

    @Test
    void theFormatsReadFilesOfKeysAndPrivateFilesAlone() {
        noClasses()
                .that()
                .resideInAPackage("org.sipverify.formats..")
                .and()
                .resideOutsideOfPackages("org.sipverify.formats.pem..", "org.sipverify.formats.file..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.nio.file.Files")
                .check(HOUSE);
    }

    /** The tools read what others wrote as well, so they know the forms of a vCon and nothing of how this server makes one. */
    @Test
    void theVconToolsKnowOnlyTheFormsOfAVcon() {
        noClasses()
                .that()
                .resideInAnyPackage(VCON_TOOLS)
                .should()
                .dependOnClassesThat(resideInAPackage("org.sipverify..")
                        .and(resideOutsideOfPackages(VCON_TOOLS))
                        .and(resideOutsideOfPackages("org.sipverify.vcon.form..", "org.sipverify.formats..")))
                .check(HOUSE);
    }

    /** Recording a call works without the tools. */
    @Test
    void vconExportDoesNotKnowTheTools() {
        noClasses()
                .that()
                .resideInAPackage("org.sipverify.vcon..")
                .and()
                .resideOutsideOfPackages(VCON_TOOLS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(VCON_TOOLS)
                .check(HOUSE);
    }

    /** It takes rows, whatever they are about. */
    @Test
    void theCallIndexKnowsNoOtherModule() {
        noClasses()
                .that()
                .resideInAPackage("org.sipverify.index..")
                .should()
                .dependOnClassesThat(resideInAPackage("org.sipverify..")
                        .and(resideOutsideOfPackages("org.sipverify.index..", "org.sipverify.formats..")))
                .check(HOUSE);
    }

    /** What a vCon is knows nothing of how it is sealed or delivered. */
    @Test
    void theVconsRoomsHaveNoCycle() {
        slices().matching("org.sipverify.vcon.(*)..").should().beFreeOfCycles().check(HOUSE);
    }

    /** The root package is a room like those below it. */
    @ParameterizedTest
    @ValueSource(strings = {"..sipverify.sip..", "..sipverify.verifier..", "..sipverify.http..", "..sipverify.app.."})
    void theRoomsOfALeafHaveNoCycle(String leaf) {
        slices().matching("org.sipverify.(**)").should().beFreeOfCycles().check(HOUSE.that(resideInAPackage(leaf)));
    }

    @Test
    void nobodyImportsTheApp() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.sipverify.app..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.sipverify.app..")
                .check(HOUSE);
    }

    /**
     * Interfaces and values: of its parts the face of the stack holds what they are configured with and report to, and where
     * the fields of a message stand.
     */
    @Test
    void theFaceOfTheStackKnowsValuesOnly() {
        noClasses()
                .that()
                .resideInAPackage("org.sipverify.sip")
                .should()
                .dependOnClassesThat(resideInAPackage("org.sipverify.sip.(*)..")
                        .and(not(belongToAnyOf(
                                AdmissionConfig.class,
                                DnsConfig.class,
                                HeaderIndex.class,
                                TlsConfig.class,
                                Transport.class,
                                TransportLimits.class,
                                TransportMeter.class))))
                .check(HOUSE);
    }

    /** The server and the client stand on top: what they are made of does not know them. */
    @Test
    void thePartsOfTheStackDoNotReachUp() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "org.sipverify.sip.guard",
                        "org.sipverify.sip.transport",
                        "org.sipverify.sip.tls",
                        "org.sipverify.sip.dns",
                        "org.sipverify.sip.admission",
                        "org.sipverify.sip.trace",
                        "org.sipverify.sip.hep")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.sipverify.sip", "org.sipverify.sip.stack", "org.sipverify.sip.client")
                .check(HOUSE);
    }

    /** What cuts and reads bytes needs no socket, but for the way the address in a URI is written. */
    @Test
    void theGuardKnowsNoSocket() {
        noClasses()
                .that()
                .resideInAPackage("org.sipverify.sip.guard")
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.sipverify.sip.(*)..", "io.netty..")
                        .and(not(resideInAPackage("org.sipverify.sip.guard")))
                        .and(not(name("io.netty.util.NetUtil"))))
                .check(HOUSE);
    }

    /** The time of a call is one of its facts: a policy looks at no clock, and at no file but through what it is given. */
    @Test
    void policyIsPure() {
        noClasses()
                .that()
                .resideInAPackage("org.sipverify.policy..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.net..", "java.nio..", "java.util.concurrent..")
                        .and(not(name("java.nio.file.Path")))
                        .or(name("java.time.Clock"))
                        .or(name("java.time.InstantSource")))
                .orShould()
                .callMethodWhere(DescribedPredicate.describe(
                        "reads a clock", call -> Set.of("now", "systemDefault", "currentTimeMillis", "nanoTime")
                                .contains(call.getName())))
                .check(HOUSE);
    }

    @ParameterizedTest
    @MethodSource
    void everyLibraryHasItsOwners(String library, List<String> owners) {
        noClasses()
                .that()
                .resideOutsideOfPackages(owners.stream()
                        .map(owner -> "org.sipverify." + owner + "..")
                        .toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(library)
                .check(HOUSE);
    }

    static Stream<Arguments> everyLibraryHasItsOwners() {
        return Stream.of(
                Arguments.of("javax.sip..", List.of("sip.stack")),
                Arguments.of("gov.nist..", List.of("sip.stack")),
                Arguments.of("io.netty..", List.of("sip", "verifier.http")),
                Arguments.of("io.netty.handler.codec.http..", List.of("verifier.http")),
                Arguments.of("org.xbill..", List.of("sip.dns")),
                Arguments.of("java.net.http..", List.of("vcon.delivery")),
                Arguments.of("org.bouncycastle.math..", List.of("verifier")),
                Arguments.of("org.bouncycastle.openssl..", List.of("formats.pem", "sip.tls")),
                Arguments.of("org.bouncycastle.cert..", List.of("formats.pem", "sip.tls")),
                Arguments.of("org.bouncycastle.pkcs..", List.of("formats.pem", "sip.tls")),
                Arguments.of("com.nimbusds..", List.of("vcon.seal")),
                Arguments.of("com.networknt..", List.of("vcon.validate")),
                Arguments.of("org.sqlite..", List.of("index")),
                Arguments.of("java.sql..", List.of("index")),
                Arguments.of("picocli..", List.of("app")),
                Arguments.of("org.eclipse.jetty..", List.of("http.server")),
                Arguments.of("org.apache.logging.log4j.core..", List.of("app.ops")),
                Arguments.of("io.micrometer..", List.of("app.ops")));
    }
}
