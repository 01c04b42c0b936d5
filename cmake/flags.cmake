# One INTERFACE target carries every warning and every Qt strictness switch.
add_library(fairlead_flags INTERFACE)
target_compile_features(fairlead_flags INTERFACE cxx_std_20)
target_compile_options(fairlead_flags INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wold-style-cast -Wnon-virtual-dtor
    -Woverloaded-virtual -Werror=switch -Werror=return-type)
# Designated initialisers leave the other members at their defaults on purpose.
target_compile_options(fairlead_flags INTERFACE -Wno-missing-field-initializers)
target_compile_definitions(fairlead_flags INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING QT_NO_CAST_FROM_BYTEARRAY
    QT_NO_CONTEXTLESS_CONNECT QT_NO_FOREACH QT_NO_NARROWING_CONVERSIONS_IN_CONNECT
    QT_NO_KEYWORDS
    QT_DISABLE_DEPRECATED_BEFORE=0x060400)

option(FAIRLEAD_WERROR "Treat warnings as errors" OFF)
if(FAIRLEAD_WERROR)
    target_compile_options(fairlead_flags INTERFACE -Werror)
endif()

set(FAIRLEAD_SANITIZE "" CACHE STRING "Sanitizers to build with: address,undefined or thread")
if(FAIRLEAD_SANITIZE)
    target_compile_options(fairlead_flags INTERFACE
        -fsanitize=${FAIRLEAD_SANITIZE} -fno-omit-frame-pointer)
    target_link_options(fairlead_flags INTERFACE -fsanitize=${FAIRLEAD_SANITIZE})
    if(FAIRLEAD_SANITIZE STREQUAL "thread")
        target_sources(fairlead_flags INTERFACE
            $<$<STREQUAL:$<TARGET_PROPERTY:TYPE>,EXECUTABLE>:${CMAKE_SOURCE_DIR}/tests/support/tsan_clone.cpp>)
    endif()
endif()
