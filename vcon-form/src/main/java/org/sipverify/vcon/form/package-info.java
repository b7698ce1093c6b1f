/** The forms a vCon comes in: plain JSON, signed, encrypted; each of them plain or gzipped. */
@NullMarked
package org.sipverify.vcon.form;

import org.jspecify.annotations.NullMarked;
