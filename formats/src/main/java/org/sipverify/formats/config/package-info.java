/**
 * HOCON as operators write it: sections whose settings are read with their ranges, and mistakes that say where they
 * are.
 */
@NullMarked
package org.sipverify.formats.config;

import org.jspecify.annotations.NullMarked;
