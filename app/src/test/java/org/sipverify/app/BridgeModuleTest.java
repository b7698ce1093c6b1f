package org.sipverify.app;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The bridge knows no protocol, so that a leg may be of another kind than SIP. */
class BridgeModuleTest {
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.sipverify");

    @Test
    void knowsNoOtherModuleAndNoLibrary() {
        noClasses()
                .that(resideInAPackage("org.sipverify.bridge.."))
                .should()
                .dependOnClassesThat(resideOutsideOfPackages(
                        "org.sipverify.bridge..", "java.lang..", "java.util..", "org.jspecify.."))
                .check(HOUSE);
    }

    @Test
    void hasNoThreads() {
        noClasses()
                .that(resideInAPackage("org.sipverify.bridge.."))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.concurrent..")
                .check(HOUSE);
    }

    /** The stack has its legs, and the app follows its calls. */
    @Test
    void isUsedByTheStackAndTheAppAlone() {
        noClasses()
                .that(resideOutsideOfPackages("org.sipverify.bridge..", "org.sipverify.sip..", "org.sipverify.app.."))
                .should()
                .dependOnClassesThat(resideInAPackage("org.sipverify.bridge.."))
                .check(HOUSE);
    }
}
