/** What operators set: the section {@code verifier} of the configuration, refused with file and line when it is wrong. */
@NullMarked
package org.sipverify.verifier.config;

import org.jspecify.annotations.NullMarked;
